import { type FirstPerson, type RoleName, roles } from './running-product.ts';

/** What the specs know of the running product. */
export interface ProductFacts {
  address: string;
  home: string;
  people: Record<RoleName, FirstPerson>;
  /** Chosen for this run; every first password is changed to it. */
  password: string;
}

const name = 'VIRGA_E2E_FACTS';

/** The environment is how Playwright's main process speaks to its workers: memory, never a file. */
export function publishFacts(facts: ProductFacts): void {
  process.env[name] = JSON.stringify(facts);
}

export function productFacts(): ProductFacts {
  const text = process.env[name];
  if (!text) throw new Error('the product was not started: run by e2e/playwright.config.ts');
  const facts = JSON.parse(text) as ProductFacts;
  if (!roles.every((role) => facts.people[role])) throw new Error('a first person is missing');
  return facts;
}
