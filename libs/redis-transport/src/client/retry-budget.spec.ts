import { RetryBudget } from './retry-budget';

test('a lone call has a retry, and many have a tenth', () => {
  const budget = new RetryBudget();
  let spent = 0;
  for (let i = 0; i < 1_000; i++) {
    budget.earn();
    if (budget.spend()) spent += 1;
  }
  expect(spent).toBeGreaterThanOrEqual(100);
  expect(spent).toBeLessThanOrEqual(110);
});

test('what was saved in calm times does not last for an outage', () => {
  const budget = new RetryBudget();
  for (let i = 0; i < 10_000; i++) budget.earn();
  let spent = 0;
  while (budget.spend()) spent += 1;
  expect(spent).toBe(10);
});
