import { describe, expect, it } from 'vitest';
import { uploadHost } from '../../../shared/platform/upload-host.ts';

const bucketHost = 'recordings.s3.ap-northeast-2.amazonaws.com';

describe('the host of uploads', () => {
  it('is the bucket’s own on AWS', () => {
    expect(uploadHost(bucketHost, {})).toBe(bucketHost);
  });

  it('is the endpoint’s if the SDK is told of one, and S3’s own before that of all services', () => {
    const all = { AWS_ENDPOINT_URL: 'http://127.0.0.1:8080' };
    expect(uploadHost(bucketHost, all)).toBe('127.0.0.1:8080');
    const both = { ...all, AWS_ENDPOINT_URL_S3: 'https://s3.test' };
    expect(uploadHost(bucketHost, both)).toBe('s3.test');
  });
});
