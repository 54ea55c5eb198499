import { expect } from 'chai';
import { startNotices } from '../../src/desk/http/notices.ts';
import { createLocalBus } from '../../src/store/bus.ts';
import { eventually } from '../helpers/eventually.ts';

describe('notices of a queue', () => {
  it('are one for all changes that come close together, and another for those that come after it', async () => {
    const bus = createLocalBus();
    const told: string[] = [];
    const end = startNotices({
      bus,
      academyOf: async (id) => (id === 'case-3' ? 'lyon' : 'paris'),
      hasListeners: () => true,
      tell: (academies, event) => void told.push(`${event} ${[academies].flat().join(' ')}`),
      failed: (error) => void told.push(String(error)),
    });
    const queues = () => told.filter((line) => line.startsWith('queue'));
    for (const id of ['case-1', 'case-2', 'case-3']) bus.publish('desk', id);
    await eventually(() => queues().length > 0 || undefined);
    expect(told).to.deep.equal(['case paris', 'case paris', 'case lyon', 'queue paris lyon']);
    bus.publish('desk', 'case-3');
    await eventually(() => queues().length > 1 || undefined);
    expect(queues()).to.deep.equal(['queue paris lyon', 'queue lyon']);
    end();
    await bus.close();
  });
});
