// @bun
import{gn,Go}from"./s36.js";import{existsSync as i}from"fs";var o=/^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/,n=/^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/,Af=(t,e)=>o.test(t)&&!n.test(`${t}=${e}`),l=(t,e)=>i(t.task)?Go("git",t,e):[],Cf=(t,e,r=process.env)=>l(t,e).flatMap((s)=>gn(r,t,s))[0]??null;
export{Af,Cf};
