import type { TopologyUnderTest } from '@isomer/framework/testing';
import { decodeJwt } from 'jose';
import { administrator } from './administrators';
import type { ReadAnswer } from './any-answer';
import type { AnyRequest } from './any-request';
import { KnownValues } from './known-values';
import { type Person, logIn, publishedPost, somebody } from './people';

/** Sends requests on behalf of people who have written something, and keeps what their answers name. */
export class AnyCaller {
  private readonly values = new KnownValues();
  private member!: Person;
  private admin!: Person;

  constructor(private readonly topology: TopologyUnderTest) {}

  async begin(): Promise<void> {
    const { api } = this.topology;
    this.admin = await administrator(this.topology);
    this.values.add('format', 'rss');
    this.values.add('subscriber', 'posts');
    this.values.add('publisher', 'comments');
    for (const name of ['seq', 'revision']) this.values.add(name, '1', '2');
    const other = await somebody(api);
    await this.write(other, other);
    await this.renew(other);
  }

  /** Somebody else is the member from now on, with things of their own. */
  async renew(reader: Person = this.member): Promise<void> {
    this.member = await somebody(this.topology.api);
    await this.write(this.member, reader);
  }

  async send({ operation, as, path, query, headers, body }: AnyRequest): Promise<ReadAnswer> {
    const [method, template] = operation.split(' ') as [string, string];
    const encoded = (text: string) => {
      const filled = this.values.fill(text);
      return filled.startsWith('%') ? filled : encodeURIComponent(filled.toWellFormed());
    };
    const where = template.replace(/\{(\w+)\}/g, (_, name: string) => encoded(path[name]!));
    const search = query.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
    const { 'content-type': type, ...rest } = headers;
    const sent = body === undefined ? undefined : this.bodyOf(body);
    const response = await fetch(`${this.topology.url}${where}${search && `?${search}`}`, {
      method,
      body: method === 'GET' ? undefined : sent,
      headers: {
        ...this.authorization(as),
        ...(sent !== undefined && method !== 'GET' && { 'content-type': type }),
        ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, this.header(value)])),
      } as Record<string, string>,
    });
    const answer = await read(response);
    if (answer.status < 300 && method !== 'GET') await this.note({ operation, as }, answer);
    return answer;
  }

  private bodyOf(body: string): string | Buffer {
    return body === '«bytes»' ? Buffer.from('{"title":"\xff\xfe"}', 'latin1') : this.values.fill(body);
  }

  private header(value: string): string {
    return Buffer.from(this.values.fill(value), 'latin1').toString('latin1');
  }

  private authorization(as: AnyRequest['as']): Record<string, string> {
    if (as === 'nobody') return {};
    const token = { member: this.member.token, admin: this.admin.token, 'somebody forged': 'a.b.c' }[as];
    return { authorization: `Bearer ${token}` };
  }

  /** Whoever has ended their own session needs another. */
  private async note(
    { operation, as }: Pick<AnyRequest, 'operation' | 'as'>,
    { text }: ReadAnswer,
  ): Promise<void> {
    if (/^DELETE \/v1\/sessions\/|^PUT \/v1\/me\/password|\/(suspension|role)$/.test(operation)) {
      if (as === 'admin') this.admin = await logIn(this.topology.api, this.admin);
      await this.renew();
    }
    if (operation === 'POST /v1/posts') this.knowPost(JSON.parse(text) as { id: string; slug: string });
  }

  private knowPost({ id, slug }: { id: string; slug: string }): void {
    for (const name of ['posts', 'postId', 'threadId']) this.values.add(name, id);
    this.values.add('slug', slug);
  }

  /** One of everything: of the member to change, by another one to read. */
  private async write({ token, id, handle, refreshToken }: Person, reader: Person): Promise<void> {
    const { api } = this.topology;
    const { values } = this;
    values.add('accounts', id);
    values.add('account', id);
    values.add('handle', handle);
    values.add('refresh', refreshToken);
    values.add('sessions', decodeJwt(token).sid as string);
    const draft = await api.post('/v1/posts', { title: 'Draft', body: 'Text', tags: ['engines'] }, { token });
    this.knowPost(draft.body);
    const preview = await api.post(`/v1/posts/${draft.body.id}/preview-links`, { days: 1 }, { token });
    values.add('previewId', preview.body.id);
    values.add('secret', preview.body.url.split('/').at(-1));
    const postId = await publishedPost(api, { token, id, handle, refreshToken });
    this.knowPost((await api.get(`/v1/posts/${postId}`)).body);
    for (const author of [token, token, reader.token]) {
      const comment = await api.post(
        `/v1/posts/${postId}/comments`,
        { body: 'Well said.' },
        { token: author },
      );
      values.add('commentId', comment.body.id);
      const report = await api.post(
        `/v1/comments/${comment.body.id}/reports`,
        { reason: 'Rude.' },
        { token },
      );
      values.add('reportId', report.body.id);
    }
    const page = await api.get(`/v1/posts/${postId}/comments?limit=1`);
    values.add('cursor', page.body.next);
  }
}

/** Leaves an answer that goes on. */
async function read(response: Response): Promise<ReadAnswer> {
  const { status, headers, body } = response;
  const type = (headers.get('content-type') ?? '').split(';')[0]!;
  if (type === 'text/event-stream') {
    await body?.cancel();
    return { status, type, text: '' };
  }
  return { status, type, text: await response.text() };
}
