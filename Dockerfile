# Tidings in a small Debian image, for amd64 and arm64 (docker buildx build --platform …).
#   docker build -t tidings .
#   docker run -p 8080:8080 -v tidings:/data tidings
# Debian slim, not Alpine: some of the libraries have no wheels for musl.

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/tidings
COPY requirements.lock ./
RUN /opt/tidings/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY config config
COPY bot bot
RUN /opt/tidings/bin/pip install --no-cache-dir --disable-pip-version-check \
    --no-deps --no-build-isolation --no-index .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home tidings \
    && install -d -o tidings -g tidings -m 0750 /data
COPY --from=build /opt/tidings /opt/tidings
# Everything that changes lies in /data; a /data/tidings.toml is read when it is there.
ENV PATH=/opt/tidings/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TIDINGS_STORE__URL=sqlite:////data/tidings.db \
    TIDINGS_LOCAL__PATH=/data/local.db \
    TIDINGS_WEB__LISTEN=0.0.0.0:8080 \
    TIDINGS_LOG__FORMAT=json
WORKDIR /data
VOLUME /data
USER tidings
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4).close()"]
ENTRYPOINT ["tidings"]
CMD ["run"]
