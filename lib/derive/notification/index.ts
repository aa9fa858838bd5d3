export { notificationBody, type MessageFacts } from './message';
