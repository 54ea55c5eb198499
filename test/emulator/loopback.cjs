// Preloaded into the emulator, which would listen on all interfaces and report to hosts of its maker.
const dns = require('node:dns');
const net = require('node:net');

if (process.argv[1]?.includes('agentsplayground')) {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...all) {
    const [first, ...rest] = all;
    if (typeof first === 'number' || /^\d+$/.test(first ?? '')) {
      const callback = rest.find((value) => typeof value === 'function');
      return listen.call(this, { port: Number(first), host: '127.0.0.1' }, callback);
    }
    if (first && typeof first === 'object' && first.port !== undefined) {
      return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
    }
    return listen.apply(this, all);
  };
  const lookup = dns.lookup;
  dns.lookup = (host, ...rest) => {
    if (host === 'localhost' || net.isIP(host)) return lookup(host, ...rest);
    rest.at(-1)(Object.assign(new Error(`not looked up: ${host}`), { code: 'ENOTFOUND' }));
  };
}
