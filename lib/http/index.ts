export { serve } from './serve';
export { answerSignIn } from './sign-in';
