export { aggregate, type Aggregate, type Part } from './aggregate';
