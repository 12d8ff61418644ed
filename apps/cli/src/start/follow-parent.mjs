// Preloaded into parts that do not know of `virga start` (next start): when start is killed, its IPC channel closes and they end too.
if (process.channel) {
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
