/** Loaded before a server's program: says over IPC what CPU the process has used, to the microsecond. */
process.on('message', () => process.send?.(process.cpuUsage()));
// The channel must not keep a server alive that was told to stop.
process.channel?.unref();
