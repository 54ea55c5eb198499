import { provenanceOf } from '../../../dialogs/knowledge/provenance.ts';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { loadKnowledge } from '../../content/load.ts';
import { loadHours } from '../../content/load-hours.ts';
import { ContentError } from '../../content/refusal.ts';
import { refuseFaulty } from '../../content/refuse.ts';
import { createTicketSystem } from '../../desk/tickets/ticket-system.ts';
import { type Finding, found, type Outcome } from './finding.ts';

const check = 'content';

/** What the bot tells: whether the start takes it, and which facts want checking. */
export async function lookAtContent(config: Config | undefined): Promise<Outcome> {
  try {
    const knowledge = loadKnowledge();
    refuseFaulty(knowledge);
    loadHours();
    const { academies } = knowledge;
    const facts = [...academies.values()].flatMap((academy) => provenanceOf(academy, Date.now()));
    const stale = facts.filter((fact) => fact.stale).length;
    const finding: Finding =
      stale > 0
        ? { check, state: 'look', what: 'content.stale', values: { stale, facts: facts.length } }
        : { check, state: 'ok', what: 'content.ok', values: { facts: facts.length } };
    return found(finding, ...strangers(config, academies));
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return found({ check, state: 'broken', what: 'content.faulty', values: { error: error.message } });
  }
}

/** Academies in settings that there are none of. */
function strangers(
  config: Config | undefined,
  academies: Parameters<typeof createTicketSystem>[1],
): Finding[] {
  try {
    if (config) createTicketSystem(config, academies);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [
      { check: 'settings', state: 'broken', what: 'settings.invalid', values: { error: error.message } },
    ];
  }
}
