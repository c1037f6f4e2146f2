import { factSource } from '../fact-source.ts';

/** The certificate of the server, for the day it ends. Needs no rights. */
export const serverCertificate = factSource('server-certificate', 'certificate');
