export { ebsService } from './ebs-service.ts';
