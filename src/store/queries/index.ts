export * from './conversations.ts';
export * from './tickets.ts';
