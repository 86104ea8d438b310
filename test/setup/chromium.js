// @ts-check
const { existsSync } = require('node:fs');

/** Where browsers of people and of Debian are. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns {string | undefined} a Chromium to drive, CHROMIUM first */
exports.findChromium = () => [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path));
