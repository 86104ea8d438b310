import { z } from 'zod';

/** A link, as oEmbed 1.0 describes one. */
export const OEmbed = z
  .object({
    version: z.literal('1.0'),
    type: z.literal('link'),
    title: z.string(),
    author_name: z.string().optional(),
    provider_name: z.string(),
    provider_url: z.string(),
  })
  .meta({
    id: 'OEmbed',
    examples: [
      {
        version: '1.0',
        type: 'link',
        title: 'Notes on the engine',
        author_name: 'Ada Lovelace',
        provider_name: 'Isomer',
        provider_url: 'http://localhost:3000/',
      },
    ],
  });
export type OEmbed = z.infer<typeof OEmbed>;
