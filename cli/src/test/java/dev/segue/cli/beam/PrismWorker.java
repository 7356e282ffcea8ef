package dev.segue.cli.beam;

import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A worker as a process of its own: says where it listens, and works until it is ended. */
final class PrismWorker {
  private PrismWorker() {}

  public static void main(String[] args) throws Exception {
    var server = new ExternalWorkerService(PipelineOptionsFactory.create()).start();
    System.out.println(server.getApiServiceDescriptor().getUrl());
    Thread.currentThread().join();
  }
}
