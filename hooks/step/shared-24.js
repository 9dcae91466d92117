// @bun
var a=/^<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->$/;function i(n){let t=n.startsWith("\uFEFF")?1:0;for(;;){let s=n.slice(t,t+4000).search(/[\r\n]/),r=s<0?Math.min(n.length,t+4000):t+s,e=s<0?r:r+(n.startsWith(`\r
`,r)?2:1);if(n.slice(t,r).trim()!==""||e>=n.length)return{start:t,end:r,next:e};t=e}}function Ea(n){let{start:t,end:s}=i(n),r=a.exec(n.slice(t,s).trim());return r===null?null:{task:r[1],nonce:r[2]}}var rr=(n)=>Ea(n)===null?n:n.slice(i(n).next),Kc=({task:n,nonce:t})=>`<!-- task: ${n} nonce: ${t} -->`;
export{Ea,rr,Kc};
