import { s3UploadUrls } from '../../shared/adapters/s3-upload-urls.ts';
import { presignUploadEnvironment } from '../../shared/contracts/environment.ts';
import { presignUploadRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { type OfferUploadPorts, offerUpload } from '../../shared/lectures/offer-upload.ts';
import { allowanceHeaders } from '../../shared/platform/allowance-header.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { uploadProofs } from '../../shared/platform/upload-proofs.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { environment, readTokenKeys, authenticate } = await openUserFunction(
  'presign-upload',
  presignUploadEnvironment,
);

export const answerUploadUrl =
  (ports: OfferUploadPorts, lecturesPerDay: number): HttpAction<'presign-upload'> =>
  async ({ userId, caller }) => {
    const uploadPresignedUrl = await offerUpload(ports, userId);
    const [audioUrl = ''] = uploadPresignedUrl.split('?', 1);
    return {
      body: { uploadPresignedUrl, audioUrl },
      headers: allowanceHeaders(caller, lecturesPerDay, ports.clock()),
    };
  };

export const handler = httpHandler(
  route,
  answerUploadUrl(
    {
      uploads: s3UploadUrls(s3Client(), environment.RECORDINGS_BUCKET),
      proofs: uploadProofs(readTokenKeys),
      clock: Date.now,
      random: Math.random,
    },
    environment.DAILY_LECTURES_PER_USER,
  ),
  authenticate,
);
