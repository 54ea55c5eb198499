import type { Academies } from '../../../dialogs/knowledge/academy.ts';
import { provenanceOf } from '../../../dialogs/knowledge/provenance.ts';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { loadKnowledge } from '../../content/load.ts';
import { loadHours } from '../../content/load-hours.ts';
import { ContentError } from '../../content/refusal.ts';
import { refuseFaulty } from '../../content/refuse.ts';
import { ownerAddress } from '../../desk/freshness/owner.ts';
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
    return found(finding, ...ownerless(config, academies), ...strangers(config, academies));
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return found({ check, state: 'broken', what: 'content.faulty', values: { error: error.message } });
  }
}

/** Academies whose facts nobody is told of when they are due, though mail can be sent. */
function ownerless(config: Config | undefined, academies: Academies): Finding[] {
  if (!config?.SMTP_URL || !config.TICKETS_MAIL_FROM) return [];
  const without = [...academies.values()].filter((academy) => !ownerAddress(academy, config.FACTS_OWNER));
  if (without.length === 0) return [];
  const names = without.map(({ id }) => id).join(', ');
  return [{ check, state: 'look', what: 'content.ownerless', values: { academies: names } }];
}

/** Academies in settings that there are none of. */
function strangers(config: Config | undefined, academies: Academies): Finding[] {
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
