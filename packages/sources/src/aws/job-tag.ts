/**
 * Tag key on what we create in a customer's cloud; its value is the acquisition id. Opaque on purpose: nothing there
 * tells an attacker that somebody is looking (forensics.md, 4).
 */
export const jobTag = 'v-job';
