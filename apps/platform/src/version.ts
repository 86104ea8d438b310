/** The same as in package.json, which a single executable does not carry. A test holds the two together. */
export const version = '0.1.0';
