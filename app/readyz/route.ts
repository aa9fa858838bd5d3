export { answerReadyz as GET } from '@/lib/http';
