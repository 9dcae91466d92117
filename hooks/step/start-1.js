// @bun
import{zr}from"./s45.js";import{join as e}from"path";function c({root:t}){let o=zr(),r=[process.execPath,"--config=hooks/bunfig.toml","--no-env-file","--env-file=/dev/null"];try{Bun.spawn([...r,e(o,"dist/orchestrator.js"),"notify","--project",t],{cwd:o,stdio:["ignore","ignore","ignore"],detached:!0}).unref()}catch{}}export{c as startNotifying};
