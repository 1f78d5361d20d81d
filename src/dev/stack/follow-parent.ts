/**
 * Preloaded (`--import`) into the servers of `npm start`: when the starter is gone, killed even, its channel closes and
 * the server ends as on SIGTERM. The servers themselves know nothing of it.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

// Listening for `disconnect` would keep a server alive that has nothing else to do.
process.channel?.unref();
