import { Password } from '../contract';

/** A password that somebody chooses: none with what they could not type again. */
export const NewPassword = Password.regex(/^\P{Cc}*$/u, 'must not have control characters');
