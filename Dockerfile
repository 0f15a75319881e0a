# A small image: one binary, not run as root, the archive in a volume.
#
#   docker build -t yinju .
#   docker run -p 127.0.0.1:8080:8080 -v yinju:/data yinju
#   docker run -v yinju:/data -v "$PWD/texts:/texts:ro" yinju import /texts
#
# Neither the runtime of the model nor Maven is in the image: it answers by words and
# says so. To search by meaning too, run "yinju model fetch -d FOLDER" outside (Maven
# is needed there only) and mount what it made, FOLDER/models, for linux and this kind of
# processor, readable by all:
#
#   docker run -p 127.0.0.1:8080:8080 -v yinju:/data -v "$PWD/FOLDER/models:/data/models:ro" yinju
#
# or copy that folder into the volume as /data/models. The next start finds it there;
# nothing else has to be rebuilt.
#
# RUNTIME may name a smaller image with glibc, such as a distroless "cc" one.
#
# There was no Docker daemon where this file was written. Its steps were checked
# without one: the three RUN lines were run in an empty folder with a copy of the
# tracked files; ldd showed that the binary needs only glibc (libc, libm
# and the loader), all of which that image has (ONNX Runtime needs libstdc++ and libgcc
# too: bookworm-slim and distroless "cc" have them); and the binary alone,
# copied to an empty folder, was started as uid 65532 with YINJU_DATA set to a
# folder of that user and answered on 0.0.0.0:8080.

ARG RUNTIME=debian:bookworm-slim

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN make build
RUN mkdir /data

FROM ${RUNTIME}
COPY --from=build /src/yinju /usr/local/bin/yinju
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /src/LICENSE /src/THIRD_PARTY.md /usr/share/doc/yinju/
USER 65532:65532
ENV YINJU_DATA=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/yinju"]
CMD ["serve", "--addr", "0.0.0.0:8080"]
