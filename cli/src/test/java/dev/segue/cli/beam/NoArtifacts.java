package dev.segue.cli.beam;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.ArtifactRequestWrapper;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.ArtifactResponseWrapper;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.GetArtifactResponse;
import org.apache.beam.model.jobmanagement.v1.ArtifactStagingServiceGrpc.ArtifactStagingServiceStub;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.stub.StreamObserver;

/** Answers a runner that asks for a job's files with none: they are on the worker's class path. */
final class NoArtifacts implements StreamObserver<ArtifactRequestWrapper> {
  private final CountDownLatch done = new CountDownLatch(1);
  private StreamObserver<ArtifactResponseWrapper> answers;
  private volatile Throwable failure;

  void stage(ArtifactStagingServiceStub staging, String token) throws InterruptedException {
    answers = staging.reverseArtifactRetrievalService(this);
    answers.onNext(ArtifactResponseWrapper.newBuilder().setStagingToken(token).build());
    if (!done.await(30, TimeUnit.SECONDS) || failure != null) {
      throw new IllegalStateException("staging did not end well", failure);
    }
  }

  @Override
  public void onNext(ArtifactRequestWrapper request) {
    if (request.hasResolveArtifact()) {
      answers.onNext(
          ArtifactResponseWrapper.newBuilder()
              .setResolveArtifactResponse(
                  org.apache.beam.model.jobmanagement.v1.ArtifactApi.ResolveArtifactsResponse
                      .newBuilder()
                      .addAllReplacements(request.getResolveArtifact().getArtifactsList()))
              .build());
    } else {
      answers.onNext(
          ArtifactResponseWrapper.newBuilder()
              .setGetArtifactResponse(GetArtifactResponse.getDefaultInstance())
              .setIsLast(true)
              .build());
    }
  }

  @Override
  public void onError(Throwable e) {
    failure = e;
    done.countDown();
  }

  @Override
  public void onCompleted() {
    done.countDown();
  }
}
