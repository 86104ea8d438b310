module.exports = () => require('./topologies.js').stop();
