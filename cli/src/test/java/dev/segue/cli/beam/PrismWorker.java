package dev.segue.cli.beam;

import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A worker in a separate process: prints its address, and works until it is killed. */
final class PrismWorker {
  private PrismWorker() {}

  public static void main(String[] args) throws Exception {
    var server = new ExternalWorkerService(PipelineOptionsFactory.create()).start();
    System.out.println(server.getApiServiceDescriptor().getUrl());
    Thread.currentThread().join();
  }
}
