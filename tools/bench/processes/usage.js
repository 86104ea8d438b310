// @ts-check
/** An answer to `Child.ask('usage')`: the processor time that this process has used. */
exports.usage = async function usage() {
  const { user, system } = process.cpuUsage();
  return { cpuMicroseconds: user + system };
};
