# A static binary in an empty image, run by nobody in particular.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /huiyin ./cmd/huiyin \
 && mkdir -m 0700 /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /huiyin /huiyin
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
ENV HUIYIN_DATA=/data HUIYIN_LISTEN=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["/huiyin"]
CMD ["serve"]
