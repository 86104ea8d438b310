export type { Identity, Peer, Refusal } from './identity';
export { KeyedIdentity, type KeyedIdentityOptions, type TrustedService } from './keyed-identity';
export { netstrings } from './netstrings';
