/** The same as a string of its own. One that was cut from a text keeps all of that in memory for as long as it is there. */
export const withoutItsText = (cut: string): string => Buffer.from(cut).toString();
