import { InvalidArgument, sentences } from '@isomer/framework';
import { pageAddress } from '../domain/page-address';
import type { Page } from '../persistence/thread.repository';

/** The one address of a page beside that which was given. @throws InvalidArgument */
export function pageOf(givenUrl: string, pointer: string, title?: string): Page {
  const url = pageAddress(givenUrl);
  if (url !== undefined) return { url, givenUrl, title };
  throw new InvalidArgument(sentences.notValid, {
    violations: [{ pointer, detail: 'must be an address with http or https, without a password' }],
  });
}
