import { expect } from 'chai';
import { attack } from './run.ts';

describe('the attacks of npm run attack', function () {
  this.timeout(180_000);

  it('are held, those that are quick', async () => {
    const { areas, broken } = await attack({ quick: true });
    expect(broken).to.deep.equal([]);
    expect(areas.reduce((sum, { tried }) => sum + tried, 0)).to.be.above(1000);
  });
});
