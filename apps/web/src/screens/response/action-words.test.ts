import { expect, test } from 'vitest';
import type { ActionDetail } from './action-types.ts';
import { isExpired, needsTypedTarget, stateWords, stepCount } from './action-words.ts';
import { nextMoves } from './next-moves.ts';

const ref = { id: '01900000-0000-7000-8000-000000000001', name: 'Ann' };
const at = '2026-10-01T12:00:00.000000Z';

function anAction(change: Partial<ActionDetail> = {}): ActionDetail {
  return {
    id: ref.id,
    caseId: ref.id,
    kind: 'aws/ec2-isolate',
    title: 'Isolate EC2 instance',
    accountId: ref.id,
    region: 'eu-central-1',
    target: 'i-0123456789abcdef0',
    state: 'draft',
    running: null,
    proposedBy: ref,
    proposedAt: null,
    approvedBy: null,
    approvedAt: null,
    breakGlass: null,
    expiresAt: null,
    askedAt: null,
    errorCode: null,
    errorMessage: null,
    createdAt: at,
    appliedAt: null,
    undoneAt: null,
    parameters: {},
    plan: null,
    planHash: 'a'.repeat(64),
    stateBefore: null,
    stateAfter: null,
    gate: [],
    gateReason: null,
    approvedHash: null,
    errorFacts: {},
    steps: [],
    ...change,
  };
}

function aStep(phase: 'apply' | 'undo', state: 'done' | 'failed'): ActionDetail['steps'][number] {
  return {
    id: `${phase}${state}`,
    phase,
    index: 0,
    key: state,
    title: '',
    state,
    before: null,
    after: null,
    requestIds: [],
    message: null,
    at,
  };
}

const everything = ['action:propose', 'action:approve', 'action:apply'];
const moves = (change: Partial<ActionDetail>, may = everything) => [...nextMoves(anAction(change), may)].sort();

test('a draft is submitted or planned again, never applied', () => {
  expect(moves({})).toEqual(['replan', 'submit']);
  expect(moves({ planHash: null })).toEqual(['replan']);
  expect(moves({}, ['action:apply'])).toEqual([]);
});

test('nothing can be done while a worker has it', () => {
  expect(moves({ state: 'approved', running: 'apply' })).toEqual([]);
});

test('approval, application and undo each need their own permission', () => {
  expect(moves({ state: 'proposed' }, ['action:approve'])).toEqual(['decide']);
  expect(moves({ state: 'approved' }, ['action:apply'])).toEqual(['apply']);
  expect(moves({ state: 'applied' }, ['action:apply'])).toEqual(['undo', 'verify']);
  expect(moves({ state: 'applied' }, ['action:read'])).toEqual([]);
});

test('half applied offers retry and undo; half undone offers only the undo again [F12.half-applied]', () => {
  const half = [aStep('apply', 'done'), aStep('apply', 'failed')];
  expect(moves({ state: 'partial', steps: half })).toEqual(['retry apply', 'undo', 'verify']);
  expect(moves({ state: 'partial', steps: [...half, aStep('undo', 'failed')] })).toEqual(['retry undo']);
  expect(stepCount(anAction({ steps: half }), 'apply', 5)).toBe('1 of 5 steps');
});

test('an expiry that passed is bad news as long as the change is in force', () => {
  const late = Date.parse(at) + 1;
  expect(stateWords(anAction({ state: 'applied', expiresAt: at }), late)).toMatchObject({ tone: 'bad', mark: '!' });
  expect(isExpired(anAction({ state: 'applied', expiresAt: at }), late - 2)).toBe(false);
  expect(isExpired(anAction({ state: 'undone', expiresAt: at }), late)).toBe(false);
});

test('the running work is named before the state', () => {
  expect(stateWords(anAction({ running: 'plan' }), 0).word).toBe('plan is being made');
  expect(stateWords(anAction({ state: 'approved', running: 'apply' }), 0).word).toBe('being applied');
});

test('only what destroys memory asks for the typed target', () => {
  expect(needsTypedTarget({ parameters: { established: 'stop' } })).toBe(true);
  expect(needsTypedTarget({ parameters: { established: 'leave' } })).toBe(false);
});
