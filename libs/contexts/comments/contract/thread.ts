import { z } from 'zod';

/** Address of a page that can be commented on. */
export const Url = z
  .string()
  .max(2_000, 'must have at most 2000 characters')
  .regex(/^https?:\/\/[^\s\u0000-\u001f\u007f\ud800-\udfff]+$/iu, 'must be an address with http or https');
