export * from './changes';
export * from './history';
export * from './self';
export * from './world';
