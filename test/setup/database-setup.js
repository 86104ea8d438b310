module.exports = () => require('./database.js').startDatabase();
