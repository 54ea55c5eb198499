import { z } from 'zod';
import { toldLater } from '../terminal/told.ts';
import { address } from './parse.ts';

const words = z.string().min(1).max(500);
/** An e-mail address or the address of a page. */
const contact = z.union([z.email(), address], {
  error: toldLater({
    en: 'expected an e-mail address or https://…',
    fr: 'attendu : une adresse électronique ou https://…',
  }),
});

/** What the pages around the chat say of whoever puts it online. */
export const siteSettings = {
  /** Name and address of the administration that is answerable for the service. */
  PUBLISHER: words.optional(),
  PUBLICATION_DIRECTOR: words.optional(),
  /** Name, address and telephone number of whoever runs the machines. */
  HOSTED_BY: words.optional(),
  /** For questions on the service and its accessibility. */
  CONTACT: contact.optional(),
  /** The data protection officer. */
  DPO_CONTACT: contact.optional(),
  /** For whoever finds a weakness; CONTACT otherwise. */
  SECURITY_CONTACT: contact.optional(),
};
