import { body } from '@isomer/framework/edge';
import { Id } from '@isomer/kernel';
import { z } from 'zod';
import { MadePreview, NewPreview, Preview, Secret } from '../contract';

const example = {
  id: '0190a3c7-2e3f-7041-ac5d-6e7f80910213',
  postId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
  createdAt: '2026-01-02T03:04:05.678Z',
  expiresAt: '2026-01-09T03:04:05.678Z',
};

export const PreviewId = Id.describe('Id of the link: the `id` that making it answered');

export const PreviewSecret = Secret.describe('The last part of the `url` that making the link answered');

export const WantedPreview = body(
  z
    .object({ days: NewPreview.shape.days.describe('How many days it leads to the post') })
    .meta({ examples: [{ days: 7 }] }),
);
export type WantedPreview = z.infer<typeof WantedPreview>;

export const MadePreviewView = MadePreview.meta({
  id: 'MadePreview',
  examples: [{ ...example, url: 'http://localhost:3000/v1/previews/3q2-7w…' }],
});
export type MadePreviewView = MadePreview;

export const PreviewList = z
  .object({ items: z.array(Preview.meta({ id: 'Preview', examples: [example] })) })
  .meta({ id: 'PreviewList' });
export type PreviewList = z.infer<typeof PreviewList>;
