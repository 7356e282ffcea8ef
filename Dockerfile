# Segue's three functions as one image: `SegmentUser`, `Sweep` or `FindMembers` is its argument.
# Build it after `./mvnw package cyclonedx:makeBom`, from the very classes that were tested: docs/image.md.

# Pinned by digest, and moved by Dependabot. Tests put bases of their own here.
ARG JDK=docker.io/library/eclipse-temurin:25-jdk@sha256:97014c4b396021f9ddb7d592a7dbedb0c4e4215c29e03dc01c393558aefb71c2
ARG BASE=gcr.io/distroless/base-nossl-debian13:latest@sha256:e50761cbc75cbd24ed76553350f67c44dda9d4a9b9c9e8f44bed6ddeb3cb8a9a

FROM ${JDK} AS java
# A JVM without compilers and tools, in a third of the room.
RUN jlink --add-modules java.se,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported \
      --no-header-files --no-man-pages --output /opt/segue-java

FROM ${BASE}
COPY --from=java /opt/segue-java /opt/java
COPY target/boot/segue-boot.jar /app/segue.jar
COPY target/invoker /app/invoker
# Scanners could not tell what the one jar was made of.
COPY target/segue.cdx.json /app/segue.cdx.json
# Trained where it runs: by this JVM, on these jars, at these paths. Fails where the cache does not fit.
RUN --mount=type=bind,source=target/test-jar,target=/training \
    ["/opt/java/bin/java", "-cp", "/training/segue-tests.jar:/app/segue.jar", "dev.segue.image.Train", "/app"]
USER 65532:65532
ENTRYPOINT ["/opt/java/bin/java", "@/app/java.args", "dev.segue.image.Main"]
CMD ["SegmentUser"]
