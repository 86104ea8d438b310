/** Version of seals that this code writes, and the only one it reads. */
const SEAL_VERSION = '1';

/** One HMAC for each key that may have to check it; there are several only while keys are being replaced. */
export type Macs = readonly (readonly [kid: string, mac: string])[];

export interface Seal {
  /** Id of the key that it was made with. */
  from: string;
  macs: Macs;
  /** Key of the stream that the entry was written to. */
  stream: string;
}

/** `1 <from> <kid>:<mac>[,<kid>:<mac>…] <stream>` */
export function encodeSeal(from: string, macs: Macs, stream: string): string {
  return `${SEAL_VERSION} ${from} ${macs.map(([kid, mac]) => `${kid}:${mac}`).join(',')} ${stream}`;
}

/** `undefined` for what is no seal of this version. */
export function decodeSeal(text: string): Seal | undefined {
  const [version, from, macs, ...stream] = text.split(' ');
  if (version !== SEAL_VERSION || !from || !macs) return undefined;
  return { from, macs: macs.split(',').map(decodeMac), stream: stream.join(' ') };
}

function decodeMac(text: string): [kid: string, mac: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
