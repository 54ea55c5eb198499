import type { Config } from '../../config/config.ts';
import { askFarEnd, FarEndError } from './far-end.ts';
import { found, type Outcome } from './finding.ts';

const check = 'service';

/** The service on this machine, if it runs: it says itself whether it can serve. */
export async function lookAtService({ HOST, PORT }: Config): Promise<Outcome> {
  const everywhere = ['0.0.0.0', '::'].includes(HOST);
  const host = everywhere ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST;
  const base = `http://${host}:${PORT}`;
  const values = { base };
  try {
    const version = String(JSON.parse((await askFarEnd(`${base}/healthz`)).text).version);
    await askFarEnd(`${base}/readyz`);
    return found({ check, state: 'ok', what: 'service.ok', values: { ...values, version } });
  } catch (error) {
    if (error instanceof SyntaxError) return found({ check, state: 'broken', what: 'service.other', values });
    if (!(error instanceof FarEndError)) throw error;
    if (error.what === 'far.refused') return found({ check, state: 'look', what: 'service.stopped', values });
    const hampered = error.values.status === 503 || error.what === 'far.silent';
    const what = hampered ? 'service.unready' : 'service.other';
    return found({ check, state: 'broken', what, values });
  }
}
