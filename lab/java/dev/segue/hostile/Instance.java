package dev.segue.hostile;

import dev.segue.hostile.Action.Service;
import dev.segue.local.FunctionProcess;
import dev.segue.local.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An instance of a function, with a separate network to each service. */
final class Instance implements AutoCloseable {
  private static final Map<Service, String> HOST_SETTINGS =
      Map.of(Service.FIRESTORE, "FIRESTORE_EMULATOR_HOST", Service.PUBSUB, "PUBSUB_EMULATOR_HOST");

  private final String target;
  private final Path logs;
  private final Map<String, String> settings;
  private final Map<Service, TcpProxy> networks;
  private volatile FunctionProcess process;

  /**
   * Starts one without waiting for it.
   *
   * @param settings with the hosts of the services
   */
  Instance(String target, Map<String, String> settings, Path logs) {
    this.target = target;
    this.logs = logs;
    this.settings = new TreeMap<>(settings);
    networks = new TreeMap<>();
    HOST_SETTINGS.forEach(
        (service, setting) -> {
          var network = TcpProxy.to(settings.get(setting));
          networks.put(service, network);
          this.settings.put(setting, network.host());
        });
    process = launch();
  }

  TcpProxy network(Service service) {
    return networks.get(service);
  }

  /** Changes with every crash. */
  URI url() {
    return process.url();
  }

  /** Kills the process and starts the next, without waiting for it. */
  void crash() {
    process.kill();
    process.close();
    process = launch();
  }

  void heal() {
    networks.values().forEach(TcpProxy::heal);
  }

  void awaitReady() {
    process.awaitReady();
  }

  @Override
  public void close() {
    process.close();
    networks.values().forEach(TcpProxy::close);
  }

  private FunctionProcess launch() {
    return FunctionProcess.launch(target, settings, logs);
  }
}
