/** Characters (UTF-16 units) of input that are read as markup. What is longer is shown as the plain text that it is. */
export const longestMarkup = 200_000;

/** Elements inside each other. Nobody reads deeper, and each wall walks the tree by calling itself. */
export const deepestNesting = 40;

/**
 * Characters that addresses may add up to. A reference is defined once and used often, each time with its whole
 * address, so that a small text could have gigabytes of HTML.
 */
export const mostAddressCharacters = 1_000_000;

/** Elements of one text, each a few microseconds in both walls; prose of that length has a tenth of them. */
export const mostElements = 20_000;
