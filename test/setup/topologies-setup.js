module.exports = () => require('./topologies.js').start();
