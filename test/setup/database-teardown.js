module.exports = () => require('./database.js').stopDatabase();
