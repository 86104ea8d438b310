import { z } from 'zod';
import { Revision, RevisionSummary } from '../contract';

const summary = {
  postId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
  revision: 1,
  title: 'Notes on the engine',
  locale: 'en',
  tags: ['engines'],
  savedAt: '2026-01-02T03:04:05.678Z',
};

export const RevisionView = Revision.meta({
  id: 'Revision',
  examples: [{ ...summary, body: '# Notes\n\nIt *weaves* patterns.' }],
});
export type RevisionView = Revision;

export const RevisionPage = z
  .object({
    items: z.array(RevisionSummary.meta({ id: 'RevisionSummary', examples: [summary] })),
    next: z.string().optional().describe('Cursor of the next page'),
  })
  .meta({ id: 'RevisionPage' });
export type RevisionPage = z.infer<typeof RevisionPage>;
