# JupyterLab with the library built and its kernel installed.
#   docker build -t hyperlead . && docker run --rm -p 127.0.0.1:8888:8888 hyperlead
# The server prints its address with the token. The same file serves Binder, which replaces CMD.
FROM debian:12-slim

RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
       ca-certificates fonts-dejavu-core maven openjdk-17-jdk-headless python3-venv \
    && rm -rf /var/lib/apt/lists/*

ARG NB_USER=reader
ARG NB_UID=1000
ENV USER=${NB_USER} HOME=/home/${NB_USER} LANG=C.UTF-8
RUN useradd --create-home --uid ${NB_UID} ${NB_USER}

WORKDIR ${HOME}/hyperlead
COPY --chown=${NB_UID}:${NB_UID} . .
RUN chown ${NB_UID}:${NB_UID} .
USER ${NB_USER}
RUN ./notebooks/jupyter.sh setup lab && rm -rf ${HOME}/.cache/pip
# For servers that are started in another way than by jupyter.sh, as Binder does.
ENV PATH=${HOME}/hyperlead/target/jupyter/venv/bin:${PATH} \
    JUPYTER_PATH=${HOME}/hyperlead/target/jupyter/data

EXPOSE 8888
CMD ["./notebooks/jupyter.sh", "open", "--no-browser", "--ip=0.0.0.0", "--port=8888"]
