// @ts-check
/**
 * The other side of `Child.ask`: answers what it is asked by name.
 * @param {Record<string, (details: any) => Promise<unknown>>} answers
 */
exports.answer = function answer(answers) {
  process.on('message', (/** @type {{ ask: string, id: number }} */ { ask, id, ...details }) => {
    const given = answers[ask]?.(details) ?? Promise.reject(new Error(`Nobody answers '${ask}' here`));
    given.then(
      (result) => process.send?.({ id, answer: result }),
      (error) => process.send?.({ id, error: String(error?.stack ?? error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
};
