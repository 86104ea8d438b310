import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './client-types';

/** A client whose types are made from the document alone: what the document has wrong does not compile. */
export type CommunityClient = Client<paths>;
export type Problem = components['schemas']['Problem'];

/** @param used takes the operations that are asked for, such as `GET /v1/posts/{id}` */
export function clientOf(baseUrl: string, used: Set<string>, token?: string): CommunityClient {
  const client = createClient<paths>({ baseUrl });
  client.use({
    onRequest({ request, schemaPath }) {
      used.add(`${request.method} ${schemaPath}`);
      if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
    },
  });
  return client;
}

interface Answered<T> {
  data?: T;
  error?: Problem;
  response: Response;
}

/** What an operation answered. @throws Error with the problem where it was one */
export async function got<T>(answer: Promise<Answered<T>>): Promise<T> {
  const { data, error } = await answer;
  if (error !== undefined)
    throw new Error(`${error.type}: ${error.detail} ${JSON.stringify(error.violations)}`);
  return data as T;
}

/** The status, code and violations of a refusal. */
export async function refused(answer: Promise<Answered<unknown>>): Promise<[status: number, code: string]> {
  const { error, response } = await answer;
  return [response.status, error!.type.replace('urn:isomer:problem:', '')];
}
